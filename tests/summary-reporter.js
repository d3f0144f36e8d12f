/**
 * Jest's own closing lines are for people; CI counts tests by a plain one. What was skipped is named above it, because
 * jest counts it only.
 */
export default class SummaryReporter {
  constructor({ testNamePattern }) {
    // A run of tests by name skips all others on purpose.
    this.namesSkipped = !testNamePattern;
  }

  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const skipped = results.numPendingTests + results.numTodoTests;
    const lines = this.namesSkipped ? skippedIn(results) : [];
    process.stdout.write(`\n${lines.join('')}${results.numPassedTests} passed, ${failed} failed, ${skipped} skipped\n`);
  }
}

/** A line for each outermost title under which tests were skipped, with their number. */
function skippedIn({ testResults: files }) {
  const tests = files.flatMap(({ testResults }) => testResults);
  const titles = tests
    .filter(({ status }) => status === 'pending' || status === 'todo')
    .map(({ ancestorTitles: [outermost], title }) => outermost ?? title);
  return [...new Set(titles)].map((title) => `skipped (${titles.filter((each) => each === title).length}): ${title}\n`);
}
