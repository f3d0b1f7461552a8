export interface User {
  id: number;
  name: string;
  email: string;
}

const users: readonly User[] = [
  { id: 1, name: 'Ada Lovelace', email: 'ada@example.com' },
  { id: 2, name: 'Grace Hopper', email: 'grace@example.com' },
];

export function findUser(id: number): User | undefined {
  return users.find((user) => user.id === id);
}

export function findUserByEmail(email: string): User | undefined {
  return users.find((user) => user.email === email);
}
