import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { type CacheService, type Database, type Logger, NetronError } from 'titan';
import { type Order, OrdersService, UnknownUserError } from './orders';
import type { UsersService } from './users';

const BOOK = { userId: 'u1', item: 'book', cents: 1250 };

describe('OrdersService', () => {
  let rows: Map<string, Order>;
  let reads: number;
  let kept: Map<string, unknown>;
  let logged: [string, object][];
  let orders: OrdersService;

  beforeEach(() => {
    rows = new Map();
    reads = 0;
    kept = new Map();
    logged = [];
    const db = {
      async one(_: string, [id]: string[]) {
        reads++;
        return rows.get(id) ?? null;
      },
      async query(_: string, [userId]: string[]) {
        return [...rows.values()].filter((order) => order.userId === userId);
      },
      async exec(_: string, [id, userId, item, cents, state]: [string, string, string, number, Order['state']]) {
        rows.set(id, { id, userId, item, cents, state });
        return { changes: 1 };
      },
    };
    const cache = {
      async getOrSet(key: string, make: () => unknown) {
        if (!kept.has(key)) kept.set(key, await make());
        return kept.get(key);
      },
      async delete(key: string) {
        return kept.delete(key);
      },
    };
    const logger = { debug: () => undefined, info: (message: string, fields: object) => logged.push([message, fields]) };
    const users = { findById: async (id: string) => (id === 'u1' ? { id, name: 'Ann', email: 'ann@example.com' } : null) };
    orders = new OrdersService(db as unknown as Database, cache as unknown as CacheService, logger as unknown as Logger, users as unknown as UsersService);
  });

  test('makes an order that is open, and says so in the log', async () => {
    const order = await orders.create(BOOK);
    assert.deepEqual(order, { ...BOOK, id: order.id, state: 'open' });
    assert.deepEqual(rows.get(order.id), order);
    assert.deepEqual(logged, [['ordered', { id: order.id, cents: 1250 }]]);
  });

  test('refuses an order of nobody by an error that says whose', async () => {
    await assert.rejects(orders.create({ ...BOOK, userId: 'nobody' }), (error: UnknownUserError) => {
      assert.ok(error instanceof UnknownUserError && error instanceof NetronError);
      assert.deepEqual([error.code, error.userId, error.message], [409, 'nobody', 'there is no user nobody']);
      return true;
    });
    assert.equal(rows.size, 0);
  });

  test('reads an order once, and again when what is kept of it is forgotten', async () => {
    const { id } = await orders.create(BOOK);
    assert.equal(await orders.findById(id), await orders.findById(id));
    assert.equal(reads, 1);
    await orders.forget(id);
    assert.equal((await orders.findById(id))?.id, id);
    assert.equal(reads, 2);
  });

  test('lists the orders of a user', async () => {
    const order = await orders.create(BOOK);
    assert.deepEqual(await orders.ofUser('u1'), [order]);
    assert.deepEqual(await orders.ofUser('u2'), []);
  });

  test('leaves arguments to those who call it in process: schemas are for clients', async () => {
    assert.equal((await orders.create({ ...BOOK, cents: -1 })).cents, -1);
  });
});
