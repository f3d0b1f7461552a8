import assert from 'node:assert';
import { addBusinessDays, differenceInDays, eachDayOfInterval, format, formatDistance, parseISO } from 'date-fns';
import { de } from 'date-fns/locale';

export default () => {
  const day = parseISO('2026-02-27T12:00:00');
  assert.strictEqual(format(day, 'yyyy-MM-dd EEEE'), '2026-02-27 Friday');
  assert.strictEqual(format(addBusinessDays(day, 1), 'EEEE', { locale: de }), 'Montag');
  assert.strictEqual(differenceInDays(parseISO('2026-03-01'), parseISO('2026-02-01')), 28);
  assert.strictEqual(eachDayOfInterval({ start: day, end: addBusinessDays(day, 1) }).length, 4);
  return formatDistance(day, addBusinessDays(day, 1), { addSuffix: true });
};
