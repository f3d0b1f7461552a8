import { inject } from 'titan';
import { OrdersService } from '../../services/orders';

/** The same service that clients call by Netron, for those who would rather have a URL. */
export const GET = defineAction((req) => {
  const user = req.query.user;
  return user === undefined ? t.error(400, 'say whose: ?user=u1') : drift(inject(OrdersService).ofUser(user));
});

export const POST = defineAction((req) => {
  const order = drift(inject(OrdersService).create(req.body));
  return { status: 201, headers: { location: `/actions/orders/${order.id}` }, body: order };
});
