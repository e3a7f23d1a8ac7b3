import Fastify from 'fastify';

/** A process that answers every request with one text: the limit of what a Fastify server on this machine does. */
const app = Fastify();
app.post('/graphql', async (_request, reply) =>
  reply.type('application/json; charset=utf-8').send(process.env.BODY),
);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
process.send?.('listening');
