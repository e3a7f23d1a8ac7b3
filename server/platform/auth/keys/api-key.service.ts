import { type DataSource, IsNull } from 'typeorm';
import { validate as isUuid } from 'uuid';
import { ADMINISTER, authorize } from '../../access/authorize.js';
import type { Scope, Viewer } from '../../access/viewer.js';
import { invalidInput, notFound, unauthenticated } from '../../errors/domain-error.js';
import type { AuditLog } from '../audit/audit-log.js';
import { hashToken, newToken } from '../tokens.js';
import { ApiKey } from './api-key.entity.js';

const MARK = 'toile_';
const PREFIX_LENGTH = MARK.length + 6;
/** How stale `last_used_at` may get, to spare a write on every request. */
const TOUCH_AFTER = "interval '1 minute'";

export interface NewApiKey {
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Id or slug; the workspace of real data by default. */
  readonly workspaceId?: string | null;
}

export interface ApiKeyOptions {
  readonly dataSource: DataSource;
  readonly audit: AuditLog;
  /**
   * Id of the workspace a key shall belong to; for none, of the one with real data that is the default.
   *
   * @throws {DomainError} NOT_FOUND
   */
  readonly toWorkspaceId: (requested: string | null) => Promise<string>;
}

export class ApiKeyService {
  constructor(private readonly options: ApiKeyOptions) {}

  /** Newest first, revoked ones included. */
  async list(viewer: Viewer): Promise<ApiKey[]> {
    authorize(viewer, ADMINISTER);
    return this.options.dataSource.getRepository(ApiKey).find({ order: { createdAt: 'DESC', id: 'ASC' } });
  }

  /**
   * Adds a key.
   *
   * @returns the key itself beside its row: the only time it is seen
   * @throws {DomainError} INVALID_INPUT without a scope, NOT_FOUND for an unknown workspace
   */
  async add(viewer: Viewer, input: NewApiKey): Promise<{ apiKey: ApiKey; secret: string }> {
    authorize(viewer, ADMINISTER);
    if (input.scopes.length === 0) throw invalidInput('A key needs at least one scope');
    const { dataSource, audit, toWorkspaceId } = this.options;
    const workspaceId = await toWorkspaceId(input.workspaceId ?? null);
    const secret = MARK + newToken();
    return dataSource.transaction(async (manager) => {
      const scopes = [...new Set(input.scopes)];
      const apiKey = await manager.save(ApiKey, {
        name: input.name,
        scopes,
        workspaceId,
        keyHash: hashToken(secret),
        prefix: secret.slice(0, PREFIX_LENGTH),
        createdBy: viewer.kind === 'user' ? viewer.userId : null,
      });
      await audit.record(manager, viewer, 'apiKey.add', subject(apiKey.id), { name: input.name, scopes });
      return { apiKey: await manager.findOneByOrFail(ApiKey, { id: apiKey.id }), secret };
    });
  }

  /**
   * Revokes a key at once; revoking it again changes nothing.
   *
   * @throws {DomainError} NOT_FOUND
   */
  async revoke(viewer: Viewer, id: string): Promise<ApiKey> {
    authorize(viewer, ADMINISTER);
    if (!isUuid(id)) throw notFound('API key', id);
    const { dataSource, audit } = this.options;
    return dataSource.transaction(async (manager) => {
      const unrevoked = { id, revokedAt: IsNull() };
      const { affected } = await manager.update(ApiKey, unrevoked, { revokedAt: () => 'now()' });
      const apiKey = await manager.findOneBy(ApiKey, { id });
      if (!apiKey) throw notFound('API key', id);
      const { name } = apiKey;
      if (affected) await audit.record(manager, viewer, 'apiKey.revoke', subject(id), { name });
      return apiKey;
    });
  }

  /** How many keys of a person stop working when the person is disabled. */
  async countUnrevoked(viewer: Viewer, userId: string): Promise<number> {
    authorize(viewer, ADMINISTER);
    if (!isUuid(userId)) throw notFound('User', userId);
    return this.options.dataSource.getRepository(ApiKey).countBy({ createdBy: userId, revokedAt: IsNull() });
  }

  /**
   * The viewer that a key stands for; null for one that is unknown.
   *
   * @throws {DomainError} UNAUTHENTICATED for one that was revoked, or whose creator is disabled now
   */
  async find(secret: string): Promise<Extract<Viewer, { kind: 'key' }> | null> {
    if (!secret.startsWith(MARK)) return null;
    const [row] = await this.options.dataSource.query(
      `SELECT key.id AS "keyId", key.name, key.workspace_id AS "workspaceId", key.scopes,
         coalesce(key.last_used_at < now() - ${TOUCH_AFTER}, true) AS stale,
         key.revoked_at IS NOT NULL AS "isRevoked", creator.disabled_at IS NOT NULL AS "isOfDisabled"
       FROM api_keys AS key LEFT JOIN users AS creator ON creator.id = key.created_by
       WHERE key.key_hash = $1`,
      [hashToken(secret)],
    );
    if (!row) return null;
    const { stale, isRevoked, isOfDisabled, ...key } = row;
    if (isRevoked) throw unauthenticated('This API key was revoked: use another one');
    if (isOfDisabled) throw unauthenticated('This API key does not work while its creator is disabled');
    if (stale) await this.touch(key.keyId);
    return { kind: 'key', ...key };
  }

  private async touch(id: string): Promise<void> {
    await this.options.dataSource.query('UPDATE api_keys SET last_used_at = now() WHERE id = $1', [id]);
  }
}

const subject = (id: string) => ({ type: 'ApiKey', id });
