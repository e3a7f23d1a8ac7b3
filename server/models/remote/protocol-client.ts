import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import {
  conflict,
  DomainError,
  guardedRequest,
  type HostList,
  invalidInput,
  type Logger,
} from '../../platform/index.js';
import {
  type InferenceRequest,
  type InferenceResponse,
  inferenceResponse,
  type ModelMetadata,
  modelMetadata,
  protocolError,
} from './inference-protocol.js';
import { rootOf } from './server-address.js';

const METADATA_LIMIT_MS = 10_000;
const MAX_RESPONSE_BYTES = 64 * 2 ** 20;
const TRIES = 4;
const FIRST_PAUSE_MS = 250;
const MAX_PAUSE_MS = 30_000;
const BUSY = new Set([429, 503]);
const QUOTED_CHARACTERS = 300;

/** Messages do not say where it is: they reach merchants too, who have no business with addresses inside. */
const SERVER = 'The model server';

/** Where a model is served. */
export interface ServedModel {
  /** Root of the server, without `/v2`. */
  readonly url: string;
  readonly modelName: string;
  /** The server chooses where it is null. */
  readonly modelVersion: string | null;
  /** Sent as a bearer token. */
  readonly apiKey: string | null;
}

export interface ClientParts {
  /** Model servers that are not on public addresses. */
  readonly allowed: HostList;
  /** Hears what messages must not say: addresses, and what a server says of its own failures. */
  readonly log: Logger;
}

/** What bounds one request, all its tries together. */
export interface CallLimits {
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * One model behind the Open Inference Protocol v2. It tries again only where the server says that it is busy (429 or
 * 503), as late as the server asks for; it follows no redirect, so that a key never goes to another host.
 */
export class ProtocolClient {
  private readonly path: string;

  /** @throws {DomainError} INVALID_INPUT for an address that is not http or https, or that holds a password */
  constructor(
    private readonly model: ServedModel,
    private readonly parts: ClientParts,
  ) {
    const { modelName, modelVersion } = model;
    const version = modelVersion ? `/versions/${encodeURIComponent(modelVersion)}` : '';
    this.path = `${rootOf(model.url)}/v2/models/${encodeURIComponent(modelName)}${version}`;
  }

  /** What the server says of the model. @throws {DomainError} INVALID_INPUT, or CONFLICT where it does not answer */
  metadata(): Promise<ModelMetadata> {
    return this.ask(modelMetadata, this.path, undefined, { limitMs: METADATA_LIMIT_MS });
  }

  /** @throws {DomainError} INVALID_INPUT for what the server refuses, CONFLICT where it fails or does not answer */
  infer(request: InferenceRequest, limits: CallLimits): Promise<InferenceResponse> {
    return this.ask(inferenceResponse, `${this.path}/infer`, JSON.stringify(request), limits);
  }

  private async ask<T>(
    schema: z.ZodType<T>,
    url: string,
    body: string | undefined,
    { limitMs, signal }: CallLimits,
  ): Promise<T> {
    const limit = AbortSignal.timeout(limitMs);
    const stop = signal ? AbortSignal.any([limit, signal]) : limit;
    try {
      const response = await this.askPatiently(new URL(url), body, stop);
      return readAnswer(schema, await jsonOf(response));
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.aborted) throw conflict(`${SERVER} did not answer within ${limitMs / 1000} seconds`);
      throw this.toDomainError(error);
    }
  }

  private async askPatiently(
    url: URL,
    body: string | undefined,
    signal: AbortSignal,
  ): Promise<IncomingMessage> {
    const method = body === undefined ? 'GET' : 'POST';
    const { allowed } = this.parts;
    for (let attempt = 1; ; attempt++) {
      const response = await guardedRequest(url, { method, headers: this.headers(), body, signal, allowed });
      const status = statusOf(response);
      if (status >= 200 && status < 300) return response;
      if (!BUSY.has(status) || attempt === TRIES) throw await this.refusal(response);
      response.destroy();
      await sleep(pauseMs(response, attempt), undefined, { signal });
    }
  }

  /** Says why a server refused the request, but not why it failed: that may name hosts and addresses of its own. */
  private async refusal(response: IncomingMessage): Promise<DomainError> {
    const status = statusOf(response);
    if (status >= 300 && status < 400) {
      response.destroy();
      return invalidInput(
        `${SERVER} answers with a redirect, which is not followed: give the address it leads to`,
      );
    }
    const { data } = protocolError.safeParse(await jsonOf(response).catch(() => null));
    const reason = data?.error.slice(0, QUOTED_CHARACTERS);
    if (status >= 500) {
      this.parts.log.warn({ url: this.model.url, status, reason }, 'a model server failed');
      return conflict(`${SERVER} answers ${status}`);
    }
    const message = `${SERVER} answers ${status}${reason === undefined ? '' : `: ${reason}`}`;
    return BUSY.has(status) ? conflict(message) : invalidInput(message);
  }

  /** Of an error of the system, messages have the code alone: its text names hosts and addresses. */
  private toDomainError(error: unknown): unknown {
    const { code } = error as NodeJS.ErrnoException;
    if (error instanceof DomainError || code === undefined) return error;
    this.parts.log.warn({ url: this.model.url, err: error }, 'a model server cannot be reached');
    return conflict(`${SERVER} cannot be reached: ${code}`);
  }

  private headers(): Record<string, string> {
    const { apiKey } = this.model;
    const plain = { accept: 'application/json', 'content-type': 'application/json' };
    return apiKey ? { ...plain, authorization: `Bearer ${apiKey}` } : plain;
  }
}

/** As long as the server says, in seconds or as a date; else twice as long every time. */
function pauseMs({ headers }: IncomingMessage, attempt: number): number {
  const header = headers['retry-after'] ?? '';
  const requested = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  const pause = Number.isFinite(requested) ? Math.max(requested, 0) : FIRST_PAUSE_MS * 2 ** (attempt - 1);
  return Math.min(pause, MAX_PAUSE_MS);
}

/** Of an answer, which has one. */
const statusOf = ({ statusCode }: IncomingMessage): number => statusCode!;

async function jsonOf(response: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let byteSize = 0;
  for await (const chunk of response) {
    byteSize += chunk.byteLength;
    if (byteSize > MAX_RESPONSE_BYTES) throw invalidInput(`${SERVER} answers more than 64 MiB`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw invalidInput(`${SERVER} does not answer with JSON: is it an Open Inference Protocol v2 server?`);
  }
}

function readAnswer<T>(schema: z.ZodType<T>, json: unknown): T {
  const { success, data, error } = schema.safeParse(json);
  if (success) return data;
  const [first] = error.issues;
  throw invalidInput(
    `${SERVER} does not answer as the Open Inference Protocol v2 says: ${first?.path.join('.')}: ${first?.message}`,
  );
}
