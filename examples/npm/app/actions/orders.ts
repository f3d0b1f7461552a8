import { z } from 'zod';

const Order = z.object({
  product: z.string().min(1),
  quantity: z.number().int().positive(),
  email: z.email(),
});

/** POST /actions/orders: a body that does not fit the schema is a 422 with its fields, and the action does not run. */
export default defineAction({ methods: ['POST'], body: Order }, (req) => ({
  status: 201,
  body: { product: req.body.product, quantity: req.body.quantity, total: req.body.quantity * 5 },
}));
