/** A reference from one part of the description of the control API to another: `#/components/schemas/Clock`. */
export interface ComponentReference {
  readonly $ref: string;
}

/** A body in one media type; the schema is JSON Schema 2020-12. */
interface DescribedContent {
  readonly schema: object;
  readonly example?: unknown;
}

/** One operation of the control API in OpenAPI 3.1, without the replies that every operation has. */
export interface DescribedOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly ComponentReference[];
  readonly requestBody?: { readonly content: Readonly<Record<string, DescribedContent>> };
  readonly responses: Readonly<Record<string, object>>;
}

/** A parameter of a path or a query. */
export interface DescribedParameter {
  readonly name: string;
  readonly in: string;
  readonly description: string;
  readonly schema: { readonly type?: string; readonly enum?: readonly string[]; readonly default?: string | number };
}

/** What operations refer to. */
export interface DescribedComponents {
  readonly parameters?: Readonly<Record<string, DescribedParameter>>;
  /** A schema that validates a request refers to no other: it must compile alone. */
  readonly schemas?: Readonly<Record<string, object>>;
}

/** What describes the operations of one resource, in OpenAPI 3.1: paths, methods, and the components that only they use. */
export interface DescriptionPart {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components?: DescribedComponents;
}
