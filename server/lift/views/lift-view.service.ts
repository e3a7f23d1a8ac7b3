import type { DataSource, EntityManager } from 'typeorm';
import { validate as isUuid } from 'uuid';
import {
  ADMINISTER,
  type AuditLog,
  allows,
  authorize,
  conflict,
  forbidden,
  invalidInput,
  notFound,
  Role,
  shownNumber,
  type Viewer,
} from '../../platform/index.js';
import { USE_VIEWS } from '../access.js';
import { LiftView, MAX_PARAMETERS_LENGTH } from './lift-view.entity.js';

/** Of one person in one workspace; two requests at once may exceed it by one. */
const MAX_VIEWS = 100;

export interface NewLiftView {
  readonly name: string;
  /** Of the address of the lift page. */
  readonly parameters: string;
}

/** Saved views of the lift page. Merchants, who may be competitors, see only their own. */
export class LiftViewService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  /** By name. */
  async list(viewer: Viewer, workspaceId: string): Promise<LiftView[]> {
    authorize(viewer, USE_VIEWS);
    return this.dataSource
      .getRepository(LiftView)
      .find({ where: { workspaceId, ...seenBy(viewer) }, order: { name: 'ASC', id: 'ASC' } });
  }

  /**
   * @throws {DomainError} INVALID_INPUT for parameters that are empty or too long for an address, CONFLICT if the viewer
   *   has a view of this name, or as many as a person may have
   */
  async save(viewer: Viewer, workspaceId: string, { name, parameters }: NewLiftView): Promise<LiftView> {
    const author = personOf(viewer);
    return this.dataSource.transaction(async (manager) => {
      const own = { workspaceId, authorId: author.userId };
      if ((await manager.countBy(LiftView, own)) >= MAX_VIEWS)
        throw conflict(`You have ${MAX_VIEWS} saved views: delete one first`);
      const values = {
        ...own,
        authorName: author.email,
        name: name.trim(),
        parameters: encodedParameters(parameters),
      };
      const { raw } = await manager
        .createQueryBuilder()
        .insert()
        .into(LiftView)
        .values(values)
        .orIgnore()
        .execute();
      if (!raw[0]) throw nameTaken(values.name);
      await this.audit.record(manager, viewer, 'liftView.save', subject(raw[0].id), {
        workspaceId,
        name: values.name,
      });
      return manager.findOneByOrFail(LiftView, { id: raw[0].id });
    });
  }

  /** @throws {DomainError} NOT_FOUND, FORBIDDEN, or CONFLICT if its author has another view of this name */
  async rename(
    viewer: Viewer,
    workspaceId: string,
    { id, name }: { readonly id: string; readonly name: string },
  ): Promise<LiftView> {
    return this.dataSource.transaction(async (manager) => {
      const view = await changeableView(manager, viewer, { workspaceId, id });
      const after = name.trim();
      const { workspaceId: of, authorId } = view;
      const other = await manager.findOneBy(LiftView, { workspaceId: of, authorId, name: after });
      if (other && other.id !== id) throw nameTaken(after);
      await this.audit.record(manager, viewer, 'liftView.rename', subject(id), {
        workspaceId,
        name: after,
        before: { name: view.name },
      });
      await manager.update(LiftView, { id }, { name: after });
      return manager.findOneByOrFail(LiftView, { id });
    });
  }

  /** @throws {DomainError} NOT_FOUND or FORBIDDEN */
  async delete(viewer: Viewer, workspaceId: string, id: string): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      const { name } = await changeableView(manager, viewer, { workspaceId, id });
      await this.audit.record(manager, viewer, 'liftView.delete', subject(id), { workspaceId, name });
      await manager.delete(LiftView, { id });
    });
  }
}

/** Its author and administrators. */
export const mayChange = (viewer: Viewer, { authorId }: Pick<LiftView, 'authorId'>): boolean =>
  allows(ADMINISTER, viewer) || (viewer.kind === 'user' && viewer.userId === authorId);

const seenBy = (viewer: Viewer) =>
  viewer.kind === 'user' && viewer.role === Role.MERCHANT ? { authorId: viewer.userId } : {};

/** @throws {DomainError} FORBIDDEN also for the command line: a view belongs to a person */
function personOf(viewer: Viewer) {
  authorize(viewer, USE_VIEWS);
  if (viewer.kind !== 'user') throw forbidden('A saved view belongs to a person: sign in');
  return viewer;
}

/** As an address has them, where some characters take more room. */
function encodedParameters(parameters: string): string {
  const encoded = new URLSearchParams(parameters).toString();
  if (encoded === '' || encoded.length > MAX_PARAMETERS_LENGTH)
    throw invalidInput(
      `parameters must have 1 to ${shownNumber(MAX_PARAMETERS_LENGTH)} characters in an address: choose fewer filters`,
    );
  return encoded;
}

async function changeableView(
  manager: EntityManager,
  viewer: Viewer,
  { workspaceId, id }: Pick<LiftView, 'workspaceId' | 'id'>,
): Promise<LiftView> {
  authorize(viewer, USE_VIEWS);
  const where = { id, workspaceId, ...seenBy(viewer) };
  const lock = { mode: 'pessimistic_write' } as const;
  const view = isUuid(id) ? await manager.findOne(LiftView, { where, lock }) : null;
  if (!view) throw notFound('LiftView', id);
  if (!mayChange(viewer, view))
    throw forbidden(`This view belongs to ${view.authorName}: save one of your own`);
  return view;
}

const subject = (id: string) => ({ type: 'LiftView', id });

const nameTaken = (name: string) =>
  conflict(`There is a saved view named “${name}” already: choose another name`);
