/** What 'titan:kernel' is to the parts that run here too. */
export { inWords, givenOptions } from '../kernel/in-words';
