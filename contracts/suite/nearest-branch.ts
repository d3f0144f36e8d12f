/** What Ajv says of a value that a schema refuses. */
export interface SchemaError {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly message?: string;
}

/** The errors that concern a value: of every `oneOf` only those of the branch that it comes nearest to. */
export function nearestOf<E extends SchemaError>(errors: readonly E[]): readonly E[] {
  // The innermost first, so that an outer branch is measured by what is left of it.
  const choices = errors
    .filter(({ keyword }) => keyword === 'oneOf')
    .toSorted((one, other) => depth(other) - depth(one));
  return choices.reduce<readonly E[]>(withNearestBranch, errors);
}

const depth = ({ schemaPath }: SchemaError): number => schemaPath.length;

function withNearestBranch<E extends SchemaError>(errors: readonly E[], choice: E): readonly E[] {
  const inside = errors.filter((error) => branchOf(error, choice) !== undefined);
  // It fits two branches at once: then only the choice itself is wrong.
  if (inside.length === 0) return errors;
  const names = new Set(inside.map((error) => branchOf(error, choice)));
  const branches = Array.from(names, (name) => inside.filter((error) => branchOf(error, choice) === name));
  const [nearest = []] = branches.toSorted((one, other) => distance(one, choice) - distance(other, choice));
  return errors.filter((error) => nearest.includes(error) || (error !== choice && !inside.includes(error)));
}

/** The number of the branch of a choice that an error is in; undefined for one that is elsewhere. */
function branchOf({ schemaPath, instancePath }: SchemaError, choice: SchemaError): string | undefined {
  const isWithin = schemaPath.startsWith(`${choice.schemaPath}/`) && instancePath.startsWith(choice.instancePath);
  return isWithin ? schemaPath.slice(choice.schemaPath.length + 1).split('/', 1)[0] : undefined;
}

/** How far a value is from a branch: a value of another kind is farthest, a member of a wrong type is near. */
function distance(branch: readonly SchemaError[], { instancePath: at }: SchemaError): number {
  const weight = ({ keyword, instancePath }: SchemaError): number => {
    if (instancePath === at && (keyword === 'type' || keyword === 'const')) return 10_000;
    return keyword === 'type' ? 1 : 100;
  };
  return branch.reduce((sum, error) => sum + weight(error), 0);
}
