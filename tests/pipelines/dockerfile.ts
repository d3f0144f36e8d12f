import { readFileSync } from 'node:fs';
import { DockerfileParser, type Instruction, ModifiableInstruction } from 'dockerfile-ast';
import { top } from '../support/cli.js';

/** One instruction of a Dockerfile. */
export interface Step {
  /** `RUN`. */
  readonly name: string;
  /** Its flags by name: `from`, `chown`. */
  readonly flags: Readonly<Record<string, string>>;
  /** Its arguments behind the flags as one text, without the breaks of lines. */
  readonly text: string;
  /** The words of the exec form; undefined for the shell form. */
  readonly words?: readonly string[];
}

/** A stage: its base image, the name that it has, and its steps. */
export interface Stage {
  readonly image: string;
  readonly name?: string;
  readonly steps: readonly Step[];
}

/** The stages of the Dockerfile with this text (default: that of the repository). */
export function stagesOf(text = readFileSync(`${top}Dockerfile`, 'utf8')): readonly Stage[] {
  const stages: { image: string; name?: string; steps: Step[] }[] = [];
  for (const instruction of DockerfileParser.parse(text).getInstructions()) {
    const step = stepOf(instruction);
    if (step.name !== 'FROM') {
      stages.at(-1)?.steps.push(step);
      continue;
    }
    const [image = '', , name] = step.text.split(' ');
    stages.push({ image, ...(name !== undefined && { name }), steps: [] });
  }
  return stages;
}

function stepOf(instruction: Instruction): Step {
  const text = (instruction.getArgumentsContent() ?? '')
    .replace(/\\\n/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .trim();
  const flags = instruction instanceof ModifiableInstruction ? instruction.getFlags() : [];
  const words = execForm(text);
  return {
    name: instruction.getKeyword(),
    flags: Object.fromEntries(flags.map((flag) => [flag.getName(), flag.getValue() ?? ''])),
    text,
    ...(words !== undefined && { words }),
  };
}

function execForm(text: string): readonly string[] | undefined {
  const list = text.replace(/^CMD /, '');
  return list.startsWith('[') ? (JSON.parse(list) as readonly string[]) : undefined;
}

/** The words of the last instruction of this name in a stage. */
export const wordsOf = ({ steps }: Stage, name: string): readonly string[] | undefined =>
  steps.filter((step) => step.name === name).at(-1)?.words;

/** What is wrong with a Dockerfile, by the rules of hadolint that matter here. */
export function problemsOf(text: string): readonly string[] {
  const stages = stagesOf(text);
  const last = stages.at(-1);
  const user = last?.steps.filter(({ name }) => name === 'USER').at(-1)?.text ?? 'root';
  return [
    ...stages.flatMap(({ image }) =>
      /:\d+\.\d+\.\d+(?:-[\w.-]+)?$/.test(image) ? [] : [`${image} has no exact version`],
    ),
    ...(/^(?:root|0)(?::|$)/.test(user) ? ['the last USER is root'] : []),
    ...['ENTRYPOINT', 'CMD', 'HEALTHCHECK'].flatMap((name) =>
      last === undefined || wordsOf(last, name) === undefined ? [`${name} has no exec form`] : [],
    ),
    ...stages.flatMap(({ steps }) => steps.flatMap(problemsOfStep)),
  ];
}

function problemsOfStep({ name, text, words = [] }: Step): readonly string[] {
  const command = words.length > 0 ? words.join(' ') : text;
  return [
    ...(name === 'ADD' ? ['ADD instead of COPY'] : []),
    ...(name === 'WORKDIR' && !text.startsWith('/') ? [`WORKDIR ${text} is relative`] : []),
    ...(/^(?:ENV|ARG)$/.test(name) && /(?:TOKEN|SECRET|PASSWORD)/i.test(text) ? [`${name} may hold a secret`] : []),
    ...(/\bnpm (?:install|i)\b/.test(command) ? ['npm install instead of npm ci'] : []),
    ...(/\bsudo\b|\bcurl\b.*\|/.test(command) ? [`${command} runs an unchecked script`] : []),
  ];
}
