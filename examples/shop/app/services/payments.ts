import { Database, EventBus, Logger, NetronError, Public, registerError, Service, Validate } from 'titan';
import { OrdersService } from './orders';

export interface Payment {
  id: string;
  orderId: string;
  cents: number;
}

/** Reaches the caller as its class, with `orderId`. */
export class NotPayableError extends NetronError {
  constructor(readonly orderId: string) {
    super(`order ${orderId} is paid already, or not there`, { code: 409 });
  }
}
registerError(NotPayableError);

@Service('payments@1.0.0')
export class PaymentsService {
  constructor(
    private readonly db: Database,
    private readonly orders: OrdersService,
    private readonly events: EventBus,
    private readonly logger: Logger,
  ) {}

  @Public()
  async pay(@Validate(t.valid.string().min(1).max(36)) orderId: string): Promise<Payment> {
    const payment = await this.db.transaction((tx) => {
      // One statement decides who pays, whatever else goes on.
      const { changes } = drift(tx.exec("UPDATE orders SET state = 'paid' WHERE id = ? AND state = 'open'", [orderId]));
      if (changes === 0) throw new NotPayableError(orderId);
      const order = drift(tx.one<{ cents: number }>('SELECT cents FROM orders WHERE id = ?', [orderId]));
      const made = { id: t.id.uuid(), orderId, cents: order!.cents };
      drift(tx.exec('INSERT INTO payments (id, order_id, cents) VALUES (?, ?, ?)', [made.id, made.orderId, made.cents]));
      return made;
    });
    await this.orders.forget(orderId);
    await this.events.emit('order.paid', payment);
    this.logger.info('paid', { orderId, cents: payment.cents });
    return payment;
  }
}
