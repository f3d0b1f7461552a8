import { inject } from 'titan';
import { ReceiptsService } from '../../services/receipts';

export const GET = defineAction((req) => drift(inject(ReceiptsService).ofOrder(req.params.order)) ?? t.error(404, 'no receipt yet'));
