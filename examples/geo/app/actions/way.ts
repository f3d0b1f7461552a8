import { HttpError } from 'titan';

/** The way between two places: `?from=52.52,13.405&to=48.8566,2.3522`. */
export default defineAction((req) => {
  const way = drift(t.geo.way(place(req.query.from), place(req.query.to)));
  return { km: Math.round(way.metres / 1000), bearing: Math.round(way.bearing) };
});

function place(text = ''): { lat: number; lng: number } {
  const [lat, lng] = text.split(',').map(Number);
  if (!Number.isFinite(lat) || !Number.isFinite(lng)) throw new HttpError(400, `'${text}' is not a place; expected lat,lng`);
  return { lat, lng };
}
