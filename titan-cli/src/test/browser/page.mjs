// Places in the page at /__titan.

/** Rows of a table by what is in them. */
export const row = (page, table, text) => page.locator(`#${table} tr`, { hasText: text }).first();

/** How a request of a row was answered. The same digits may stand in its time. */
export const status = (row, text) => row.locator('.status', { hasText: text });
