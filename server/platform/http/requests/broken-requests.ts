import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ConnectionError, FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { errorBody, sentenceOf } from '../error-responses.js';

/** Answers to requests that are too broken to find a route, in the shape of every other failure. */
export const brokenRequests = {
  frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
    void reply.code(error.statusCode ?? 400).send(errorBody('INVALID_INPUT', sentenceOf(error, request)));
  },
  clientErrorHandler: answerUnreadable,
};

/** By code of Node's parser; any other is a 400. */
const FAULTS: Readonly<Record<string, readonly [status: number, message: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request took too long to arrive: send it again'],
  HPE_HEADER_OVERFLOW: [431, 'The address and headers are too long: send less in them'],
};

/** What Node cannot read has no reply to answer by, only its connection. */
function answerUnreadable({ code }: ConnectionError, socket: Socket): void {
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = FAULTS[code] ?? [400, 'This is not a request of HTTP/1.1'];
  const body = JSON.stringify(errorBody('INVALID_INPUT', message));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'connection: close',
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
