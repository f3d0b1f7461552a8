export default defineAction(() => {
  const answers = drift(Array.from({ length: 10 }, () => t.fetch(t.env.UPSTREAM)));
  let sum = 0;
  for (const { n } of drift(answers.map((answer) => answer.json()))) sum += n;
  return { sum };
});
