import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../../../access/viewer.js';
import { isDatabaseGone } from '../../../database/faults/database-gone.js';
import { DomainError, forbidden, unauthenticated } from '../../../errors/domain-error.js';

const ASK_AGAIN_MS = 500;

/** Finds out whether requests that last may still have what they were given, one lookup at a time per sender. */
export class ViewerCheck {
  private readonly underWay = new Map<string, Promise<Viewer>>();

  /** @param viewerOf who sends a request, as of now; throws UNAUTHENTICATED for a key that no longer works */
  constructor(private readonly viewerOf: (request: FastifyRequest) => Promise<Viewer>) {}

  /** Why its sender is no longer who it was, or may do something else; null while nothing has changed. */
  async refusal(request: FastifyRequest): Promise<DomainError | null> {
    try {
      const viewer = await this.current(request);
      if (isDeepStrictEqual(viewer, request.viewer)) return null;
      if (viewer.kind === 'anonymous')
        return unauthenticated('You are signed out: sign in, then subscribe again');
      return forbidden('Your role or scopes changed: subscribe again');
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private current(request: FastifyRequest): Promise<Viewer> {
    const { authorization, cookie } = request.headers;
    const sender = authorization ?? cookie ?? '';
    const asked = this.underWay.get(sender) ?? this.ask(request).finally(() => this.underWay.delete(sender));
    this.underWay.set(sender, asked);
    return asked;
  }

  /** Waits while the database is gone: then no access can have been revoked either. */
  private async ask(request: FastifyRequest): Promise<Viewer> {
    for (;;) {
      try {
        return await this.viewerOf(request);
      } catch (error) {
        if (!isDatabaseGone(error)) throw error;
        await sleep(ASK_AGAIN_MS, undefined, { ref: false });
      }
    }
  }
}
