/** What the peers do, each with its own fetch. */
const ask = async () => (await fetch(process.env.UPSTREAM)).json();

export const actions = {
  '/actions/one': ask,
  '/actions/sequential': async () => {
    let sum = 0;
    for (let i = 0; i < 10; i++) sum += (await ask()).n;
    return { sum };
  },
  '/actions/parallel': async () => {
    let sum = 0;
    for (const { n } of await Promise.all(Array.from({ length: 10 }, ask))) sum += n;
    return { sum };
  },
};
