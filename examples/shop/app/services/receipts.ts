import { Logger, Service } from 'titan';
import type { Payment } from './payments';

/** Survives the end of the process: what is paid gets its receipt. */
const writeReceipt = t.tasks.define('write-receipt', (payment: Payment) => {
  drift(t.fs.write(`receipts/${payment.orderId}.txt`, `Paid ${(payment.cents / 100).toFixed(2)} for order ${payment.orderId}\n`));
});

t.events.on('order.paid', (payment: Payment) => drift(writeReceipt.enqueue(payment, { dedupe: payment.id })));

@Service('receipts@1.0.0')
export class ReceiptsService {
  constructor(private readonly logger: Logger) {}

  /** The text of an order's receipt; null until there is one. Not public: clients have no business with it, actions do. */
  async ofOrder(orderId: string): Promise<string | null> {
    const path = `receipts/${orderId}.txt`;
    if (!(await t.fs.exists(path))) {
      this.logger.debug('no receipt yet', { orderId });
      return null;
    }
    return t.fs.text(path);
  }
}
