/** Answers requests of the bench over IPC, one at a time, and ends with the parent process. */
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
