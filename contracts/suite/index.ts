/**
 * The contract suite's public door, `meeting-understudy/contracts`: plays the contract cases against whatever answers as
 * a provider does. It knows no test framework and loads no simulator; the one in this process is a target by
 * `meeting-understudy/contracts/simulator`.
 */

// In a test framework
export { defineContractTests } from './define-tests.js';
export type { ContractTests } from './define-tests.js';
export type { TestContext, TestFramework } from './framework.js';

// Targets
export { overHttp } from './http-target.js';
export type { OverHttpOptions } from './http-target.js';
export { sandboxTarget } from './sandbox/sandbox-target.js';
export type { SandboxMeans, SandboxTarget } from './sandbox/sandbox-target.js';
export type { Profile, ProviderProfile } from './sandbox/profile.js';
export type { Entity, Origin, Session, Situation, Target } from './target.js';

// Cases
export { allCaseFiles } from './all-cases.js';
export type { CaseFile, Control, ContractCase, SideEffect } from './case.js';

// Playing
export { gentlestFirst, globOf, planOf } from './run/plan.js';
export type { PlannedCase, Selection } from './run/plan.js';
export { runCases } from './run/run.js';
export type { RunOptions } from './run/run.js';
export { play } from './player.js';
export type { Playground } from './player.js';
export { fitsContract } from './fits.js';

// What came of it
export { exitCodeOf, totalsOf } from './run/result.js';
export type { CaseResult, Run, Totals } from './run/result.js';
export { coverageOf } from './run/coverage.js';
export type { Coverage, Covered } from './run/coverage.js';
export type { Difference, Verdict } from './verdict.js';

// Reports
export { consoleReport, htmlReport, jsonReport, junitReport, markdownReport, reportOf } from './reports/index.js';
export type { AboutCheck, Report, ReportContext, ReportedCase } from './reports/index.js';
