import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { ImportService } from './import.service.js';

interface RejectsRequest {
  Params: { runId: string };
}

/** `GET /api/imports/:runId/rejects`: the rejected rows of an import as a CSV, each with its reason. */
export const importRoutes =
  (imports: ImportService): FastifyPluginAsync =>
  async (app: FastifyInstance) => {
    app.get<RejectsRequest>('/api/imports/:runId/rejects', async ({ viewer, params }, reply) => {
      const { name, csv } = await imports.getRejects(viewer, params.runId);
      reply.headers({
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="rejects.csv"; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      });
      return reply.send(Readable.from(csv));
    });
  };
