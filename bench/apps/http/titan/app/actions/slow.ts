export default defineAction(() => {
  const end = Date.now() + 1000;
  let turns = 0;
  while (Date.now() < end) turns++;
  return { turned: turns > 0 };
});
