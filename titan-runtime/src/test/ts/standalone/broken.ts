/** Tests that must not pass, since a service does not do what they say. */
import './globals';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Database, Logger } from 'titan';
import { UsersService } from '../../../../../examples/shop/app/services/users';
export * from './run';

const users = new UsersService({ one: async () => null } as unknown as Database, {} as Logger);
test('finds nobody', async () => assert.equal(await users.findById('u1'), null));
test('must fail', async () => assert.equal(await users.findById('u1'), 'Ann'));
test('must fail too', async () => assert.rejects(users.findById('u1')));
