/** {median, min, max} of at least one number. */
export function spread(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  return { median, min: sorted[0], max: sorted.at(-1) };
}

/**
 * The spread of a figure of one peer divided by the same figure of another, round by round: what slows the machine down for a whole round
 * slows both and drops out. Both lists hold samples of one case.
 */
export function ratio(samples, reference, figure) {
  const byRound = new Map(reference.map((each) => [each.round, each[figure]]));
  const ratios = samples.filter((each) => byRound.get(each.round)).map((each) => each[figure] / byRound.get(each.round));
  return ratios.length > 0 ? spread(ratios) : undefined;
}
