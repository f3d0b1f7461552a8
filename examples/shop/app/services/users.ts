import { Database, Logger, Once, OnStart, Public, Service, Validate } from 'titan';

export interface User {
  id: string;
  name: string;
  email: string;
}

export interface NewUser {
  name: string;
  email: string;
}

const Id = t.valid.string().min(1).max(36);
const NewUserSchema = t.valid.object({ name: t.valid.string().min(1).max(100), email: t.valid.string().email() });

@Service('users@1.0.0')
export class UsersService {
  constructor(
    private readonly db: Database,
    private readonly logger: Logger,
  ) {}

  /** Somebody to begin with: one worker of one server makes it. */
  @Once()
  @OnStart()
  async seed() {
    const { changes } = await this.db.exec("INSERT INTO users VALUES ('u1', 'Ann', 'ann@example.com') ON CONFLICT DO NOTHING");
    if (changes > 0) this.logger.info('made the first user');
  }

  @Public()
  async findById(@Validate(Id) id: string): Promise<User | null> {
    return this.db.one<User>('SELECT id, name, email FROM users WHERE id = ?', [id]);
  }

  @Public()
  async create(@Validate(NewUserSchema) input: NewUser): Promise<User> {
    const user = { id: t.id.uuid(), ...input };
    await this.db.exec('INSERT INTO users (id, name, email) VALUES (?, ?, ?)', [user.id, user.name, user.email]);
    return user;
  }

  @Public()
  async remove(@Validate(Id) id: string): Promise<void> {
    await this.db.exec('DELETE FROM users WHERE id = ?', [id]);
  }
}
