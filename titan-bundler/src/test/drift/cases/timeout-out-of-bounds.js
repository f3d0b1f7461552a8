export default function main() {
  const refused = [NaN, "10", undefined, -1, Infinity, 2 ** 31].map((ms) => {
    try {
      return drift.timeout(op("not refused"), ms);
    } catch (e) {
      return e.name;
    }
  });
  return [refused, drift.timeout(op("in time"), 60000)];
}
