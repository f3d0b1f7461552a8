import { CacheService, Database, Logger, NetronError, Public, registerError, Service, Validate } from 'titan';
import { UsersService } from './users';

export interface Order {
  id: string;
  userId: string;
  item: string;
  cents: number;
  state: 'open' | 'paid';
}

export interface NewOrder {
  userId: string;
  item: string;
  cents: number;
}

/** Reaches the caller as its class, with `userId`. */
export class UnknownUserError extends NetronError {
  constructor(readonly userId: string) {
    super(`there is no user ${userId}`, { code: 409 });
  }
}
registerError(UnknownUserError);

const Id = t.valid.string().min(1).max(36);
const NewOrderSchema = t.valid.object({
  userId: Id,
  item: t.valid.string().min(1).max(200),
  cents: t.valid.number().int().min(1),
});

const COLUMNS = 'id, user_id AS "userId", item, cents, state';

@Service('orders@1.0.0')
export class OrdersService {
  constructor(
    private readonly db: Database,
    private readonly cache: CacheService,
    private readonly logger: Logger,
    private readonly users: UsersService,
  ) {}

  @Public()
  async findById(@Validate(Id) id: string): Promise<Order | null> {
    this.logger.debug('findById', { id });
    return this.cache.getOrSet(`order:${id}`, () => this.read(id), { ttl: 60 });
  }

  @Public()
  async create(@Validate(NewOrderSchema) input: NewOrder): Promise<Order> {
    // Within the process this is a plain call.
    if ((await this.users.findById(input.userId)) === null) throw new UnknownUserError(input.userId);
    const order: Order = { id: t.id.uuid(), ...input, state: 'open' };
    await this.db.exec('INSERT INTO orders (id, user_id, item, cents, state) VALUES (?, ?, ?, ?, ?)', [order.id, order.userId, order.item, order.cents, order.state]);
    this.logger.info('ordered', { id: order.id, cents: order.cents });
    return order;
  }

  @Public()
  async ofUser(@Validate(Id) userId: string): Promise<Order[]> {
    return this.db.query<Order>(`SELECT ${COLUMNS} FROM orders WHERE user_id = ? ORDER BY id`, [userId]);
  }

  /** What is kept of an order is of no use any more. */
  async forget(id: string): Promise<void> {
    await this.cache.delete(`order:${id}`);
  }

  private async read(id: string): Promise<Order | null> {
    return this.db.one<Order>(`SELECT ${COLUMNS} FROM orders WHERE id = ?`, [id]);
  }
}
