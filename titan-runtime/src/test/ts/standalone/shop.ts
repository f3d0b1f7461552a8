/** The tests of examples/shop, as any test runner has them. */
import './globals';
import '../../../../../examples/shop/app/services/orders.test';
import '../../../../../examples/shop/app/services/payments.test';
import '../../../../../examples/shop/app/services/users.test';
export * from './run';
