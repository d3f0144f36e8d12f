/** Answers what the bench asks over IPC, one question at a time, and ends with the process that asks. */
export function answering(answers) {
  process.on('message', async ({ to, ...question }) => {
    try {
      process.send({ answer: await answers[to](question) });
    } catch (error) {
      process.send({ error: error.stack });
    }
  });
  process.on('disconnect', () => process.exit());
}
