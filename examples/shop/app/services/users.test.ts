import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import type { Database, Logger } from 'titan';
import { UsersService } from './users';

/** Each statement that a service runs, with its parameters; what it gives is what a test has put into `rows` and `changes`. */
class FakeDatabase {
  readonly statements: [string, unknown[]][] = [];
  row: object | null = null;
  changes = 1;

  async one(sql: string, parameters: unknown[]) {
    this.statements.push([sql, parameters]);
    return this.row;
  }
  async exec(sql: string, parameters: unknown[] = []) {
    this.statements.push([sql, parameters]);
    return { changes: this.changes };
  }
}

describe('UsersService', () => {
  let db: FakeDatabase;
  let logged: string[];
  let users: UsersService;

  beforeEach(() => {
    db = new FakeDatabase();
    logged = [];
    const logger = { info: (message: string) => logged.push(message) };
    users = new UsersService(db as unknown as Database, logger as unknown as Logger);
  });

  test('finds a user by its id', async () => {
    const ann = { id: 'u1', name: 'Ann', email: 'ann@example.com' };
    db.row = ann;
    assert.equal(await users.findById('u1'), ann);
    assert.deepEqual(db.statements, [['SELECT id, name, email FROM users WHERE id = ?', ['u1']]]);
  });

  test('gives null for a user that is not there', async () => {
    assert.equal(await users.findById('nobody'), null);
  });

  test('gives each new user an id of its own', async () => {
    const one = await users.create({ name: 'Bob', email: 'bob@example.com' });
    const other = await users.create({ name: 'Bob', email: 'bob@example.com' });
    assert.notEqual(one.id, other.id);
    assert.deepEqual({ ...one, id: '' }, { id: '', name: 'Bob', email: 'bob@example.com' });
    assert.deepEqual(db.statements[0][1], [one.id, 'Bob', 'bob@example.com']);
  });

  test('removes a user, and gives nothing', async () => {
    assert.equal(await users.remove('u1'), undefined);
    assert.deepEqual(db.statements, [['DELETE FROM users WHERE id = ?', ['u1']]]);
  });

  test('tells of the first user only if it has made it', async () => {
    db.changes = 0;
    await users.seed();
    assert.deepEqual(logged, []);
    db.changes = 1;
    await users.seed();
    assert.deepEqual(logged, ['made the first user']);
  });
});
