/** The area of a polygon: a JSON list of `{ lat, lng }`. */
export const POST = defineAction((req) => ({ km2: Math.round(drift(t.geo.area(req.body)) / 1e6) }));
