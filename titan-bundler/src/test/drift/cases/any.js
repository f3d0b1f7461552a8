export default function main(log) {
  try {
    drift.any([fail(1), fail(2)]);
  } catch (error) {
    log([error.name, error.errors]);
  }
  return drift.any([fail(1), op(2), fail(3)]);
}
