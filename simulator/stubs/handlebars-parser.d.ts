/** The parser alone: the rest of the package generates code. Its tree is declared by the package's own types. */
declare module 'handlebars/dist/cjs/handlebars/compiler/base.js' {
  import 'handlebars';
  export function parse(text: string): hbs.AST.Program;
}
