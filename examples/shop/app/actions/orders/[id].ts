import { inject } from 'titan';
import { OrdersService } from '../../services/orders';

export default defineAction((req) => drift(inject(OrdersService).findById(req.params.id)) ?? t.error(404, 'no such order'));
