import { ServiceBroker } from 'moleculer';
import ApiService from 'moleculer-web';

const port = Number(process.env.PORT);
const calculator = { name: 'calculator', actions: { add: ({ params }) => params.a + params.b } };

/** Other nodes call by TCP, or clients by the gateway in front. */
const tcp = process.env.GATEWAY === undefined;
const transporter = tcp ? { type: 'TCP', options: { port, udpDiscovery: false } } : undefined;

const broker = new ServiceBroker({ nodeID: 'server', logger: { type: 'Console', options: { level: 'error' } }, transporter });
broker.createService(calculator);
if (!tcp) {
  broker.createService({
    name: 'api',
    mixins: [ApiService],
    settings: { ip: '127.0.0.1', port, routes: [{ path: '/', aliases: { 'POST add': 'calculator.add' }, bodyParsers: { json: true } }] },
  });
}
await broker.start();
