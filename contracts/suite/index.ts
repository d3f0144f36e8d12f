/**
 * The contract suite's public API, `meeting-understudy/contracts`: it runs the contract cases against any target. It depends
 * on no test framework and loads no simulator; `meeting-understudy/contracts/simulator` has the simulator as a target.
 */

// In a test framework
export { defineContractTests, type ContractTests, type TestContext, type TestFramework } from './define-tests.js';

// Targets
export { overHttp, type OverHttpOptions } from './targets/http.js';
export { sandboxTarget, type SandboxMeans, type SandboxTarget } from './targets/sandbox.js';
export type { Profile, ProviderProfile } from './targets/sandbox-profile.js';
export type { Entity, Origin, Session, Situation, Target, Difference, Verdict } from './target.js';

// Cases
export { allCaseFiles, readCaseFile } from './read-cases.js';
export type { CaseFile, Control, ContractCase, SideEffect } from './case.js';

// Running cases
export { gentlestFirst, globOf, planOf, type PlannedCase, type Selection } from './run/plan.js';
export { runCases, type RunOptions } from './run/run.js';
export { play, type Playground } from './runner.js';
export { matchesContract } from './assertions.js';

// Results
export {
  exitCodeOf,
  totalsOf,
  type CaseResult,
  type Run,
  type Totals,
  coverageOf,
  type Coverage,
  type Covered,
} from './run/result.js';

// Reports
export {
  consoleReport,
  htmlReport,
  jsonReport,
  junitReport,
  markdownReport,
  reportOf,
  type AboutCheck,
  type Report,
  type ReportContext,
  type ReportedCase,
} from './reports/index.js';
