import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Database, EventBus, Logger } from 'titan';
import type { OrdersService } from './orders';
import { NotPayableError, PaymentsService } from './payments';

describe('PaymentsService', () => {
  let open: Set<string>;
  let done: string[];
  let payments: PaymentsService;

  beforeEach(() => {
    open = new Set(['o1']);
    done = [];
    // What drift is given is no promise: it is what it is.
    const tx = {
      exec(sql: string, parameters: string[]) {
        if (sql.startsWith('UPDATE')) return { changes: open.delete(parameters[0]) ? 1 : 0 };
        done.push(`inserted ${parameters[1]}`);
        return { changes: 1 };
      },
      one: () => ({ cents: 1250 }),
    };
    const db = {
      async transaction(work: (tx: unknown) => unknown) {
        try {
          const result = await work(tx);
          done.push('committed');
          return result;
        } catch (e) {
          done.push('rolled back');
          throw e;
        }
      },
    };
    const orders = { forget: async (id: string) => void done.push(`forgot ${id}`) };
    const events = { emit: async (name: string, { orderId }: { orderId: string }) => void done.push(`${name} ${orderId}`) };
    const logger = { info: (message: string) => done.push(message) };
    payments = new PaymentsService(db as unknown as Database, orders as unknown as OrdersService, events as unknown as EventBus, logger as unknown as Logger);
  });

  test('pays an order, and tells of it once that is sure', async () => {
    const payment = await payments.pay('o1');
    assert.deepEqual({ ...payment, id: '' }, { id: '', orderId: 'o1', cents: 1250 });
    assert.deepEqual(done, ['inserted o1', 'committed', 'forgot o1', 'order.paid o1', 'paid']);
  });

  test('pays nothing twice', async () => {
    await payments.pay('o1');
    done = [];
    await assert.rejects(payments.pay('o1'), (error) => error instanceof NotPayableError && error.orderId === 'o1' && error.code === 409);
    assert.deepEqual(done, ['rolled back']);
  });
});
