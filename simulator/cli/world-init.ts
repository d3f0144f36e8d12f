import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isJsonObject, type JsonObject } from '../../contracts/json.js';
import { say } from '../../contracts/messages.js';
import { packageRoot } from '../../contracts/suite/package-root.js';
import type { World } from '../core/state/world.js';
import { providers } from '../providers/index.js';
import type { CliIo } from './shared/io.js';

/** The included world as a file to change: with a comment above each part, and what a part may have besides. */
export async function commentedWorld(world: World, io: CliIo): Promise<string> {
  const { dump } = await import('js-yaml');
  const yamlOf = (value: unknown): string => dump(value, { lineWidth: -1, noRefs: true });
  const parts = providers.map(({ name, world: { schema } }) =>
    partText({ name, schema, part: world[name] ?? {}, roles: rolesById(world.cast?.[name]) }, yamlOf),
  );
  const head = [
    schemaLine(io),
    `# ${io.text(say`The world that the simulator starts from: understudy serve --world FILE --watch`)}`,
    `# ${io.text(say`All entities are invented. Replace them by your own, and keep tokens out of repositories.`)}`,
    '',
  ];
  const cast = [
    `# ${io.text(say`The entity of each role; contract cases and understudy sign use them.`)}`,
    yamlOf({ cast: world.cast }),
  ];
  return [...head, ...parts, ...cast].join('\n');
}

/** The line by which editors find the schema: its path from here, if it is below here, else the absolute path. */
function schemaLine({ cwd }: CliIo): string {
  const file = fileURLToPath(new URL('simulator/world.schema.json', packageRoot));
  const near = relative(cwd, file);
  const path = near.startsWith('..') ? file : `./${near}`;
  return `# yaml-language-server: $schema=${path.replaceAll('\\', '/')}`;
}

interface Part {
  readonly name: string;
  readonly schema: object;
  readonly part: JsonObject;
  /** The role of an entity, by its id. */
  readonly roles: ReadonlyMap<string, string>;
}

const rolesById = (cast: Readonly<Record<string, string>> = {}): Part['roles'] =>
  new Map(Object.entries(cast).map(([role, id]) => [id, role]));

/** One provider's part: each section with its description, those that the world does not have as comments. */
function partText({ name, schema, part, roles }: Part, yamlOf: (value: unknown) => string): string {
  const sections = Object.entries(propertiesOf(schema)).map(([section, described]) => {
    const comment = `  # ${descriptionOf(described)}\n`;
    if (part[section] !== undefined) return comment + withRoles(indent(yamlOf({ [section]: part[section] })), roles);
    const members = Object.entries(propertiesOf(described)).map(
      ([member, each]) => `  #   ${member}: ${descriptionOf(each)}\n`,
    );
    return `${members.length === 0 ? comment : ''}  # ${section}:${members.length === 0 ? ' {}' : ''}\n${members.join('')}`;
  });
  return `${name}:\n${sections.join('\n')}`;
}

const indent = (yaml: string): string => yaml.replace(/^(?=.)/gm, '  ');

/** Adds the role of an entity behind its id. */
const withRoles = (yaml: string, roles: Part['roles']): string =>
  yaml.replace(/^( {4}'?([0-9A-Za-z]+)'?:)$/gm, (line, key: string, id: string) => {
    const role = roles.get(id);
    return role === undefined ? line : `${key} # ${role}`;
  });

const propertiesOf = (schema: unknown): JsonObject => {
  const properties = isJsonObject(schema) ? schema['properties'] : undefined;
  return isJsonObject(properties) ? properties : {};
};

const descriptionOf = (schema: unknown): string => {
  const description = isJsonObject(schema) ? schema['description'] : undefined;
  return typeof description === 'string' ? description : '';
};
