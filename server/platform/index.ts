export { type Range, rangeFault, rangeWords } from '../random/index.js';
export {
  type AccessRule,
  ADMINISTER,
  allows,
  authorize,
  authorizeIn,
  withoutKeys,
} from './access/authorize.js';
export { OPERATOR, Role, Scope, type Viewer } from './access/viewer.js';
export { AuditLog } from './auth/audit/audit-log.js';
export { createPeople, peopleEntities } from './auth/create-people.js';
export { ApiKey } from './auth/keys/api-key.entity.js';
export { User } from './auth/people/user.entity.js';
export { Turns } from './concurrency/turns.js';
export { describeConfig } from './config/describe-config.js';
export { dataDirectoryOf, type Environment, readConfig } from './config/read-config.js';
export type { Config } from './config/settings.js';
export { PROJECT_ROOT, VERSION } from './config/version.js';
export { createDataSource, createOwnerDataSource } from './database/data-source.js';
export { databaseAnswers } from './database/database-answers.js';
export { freePort } from './database/embedded/free-port.js';
export { isDatabaseGone } from './database/faults/database-gone.js';
export { isStopped, JOB_STOPPED } from './database/faults/stopped-statement.js';
export { bigintNumber } from './database/mapping/bigint-number.js';
export { migrate } from './database/migrate.js';
export {
  movedDatabase,
  openDatabase,
  openDatabaseForCommand,
  openDatabaseForWorker,
} from './database/open-database.js';
export type { OpenDatabase } from './database/opened-database.js';
export { poolSizes } from './database/pool-sizes.js';
export { readFor } from './database/read-for.js';
export { roleOf } from './database/roles/daily-role.js';
export { refuseOtherDatabase } from './database/roles/same-database.js';
export { Snapshot } from './database/snapshot.js';
export { type Locks, takeLocks } from './database/take-locks.js';
export type { Purpose } from './database/time-limits.js';
export {
  conflict,
  DomainError,
  fileErrorSentence,
  forbidden,
  invalidInput,
  notFound,
  rateLimited,
  shortened,
  shownNumber,
  unauthenticated,
} from './errors/index.js';
export { Access } from './graphql/access-rules.js';
export { ConnectionArgs } from './graphql/connections/connection.input.js';
export { type Connection, connectionOf } from './graphql/connections/connection.type.js';
export { listConnection } from './graphql/connections/list-connection.js';
export { pageOf, toConnection } from './graphql/connections/page.js';
export type { Context } from './graphql/context.js';
export { createSchema } from './graphql/create-schema.js';
export { EstimateFields, Verdict } from './graphql/estimate.type.js';
export { ExportFormat } from './graphql/export-format.js';
export { Limited } from './graphql/limits/limited.js';
export { perRequest } from './graphql/per-request.js';
export { DateTime, Day, Decimal, SafeInt } from './graphql/scalars.js';
export { createHttpServer, type HttpServer } from './http/create-http-server.js';
export { readExactJson } from './http/requests/exact-json-bodies.js';
export { isPacked, unpackedBody } from './http/requests/packed-bodies.js';
export { endRefusedBodies } from './http/requests/refused-bodies.js';
export {
  connectionOptions,
  PATIENCE,
  type Patience,
  refuseSlowClients,
} from './http/requests/slow-clients.js';
export { untilGone } from './http/until-gone.js';
export { createJobs, jobEntities } from './jobs/create-jobs.js';
export { Job, JobStatus } from './jobs/job.entity.js';
export type { JobService } from './jobs/job.service.js';
export { idOf, nameOf } from './jobs/job-access.js';
export type { JobHandle, JobProgress, JobTask, PeriodicTask } from './jobs/job-task.js';
export type { JsonPath } from './json/index.js';
export { boundsWords, isWithin, NAME_LENGTH_RANGE } from './limits/bounds.js';
export { hasBrokenCharacter, LOST_CHARACTER } from './limits/broken-character.js';
export { requireNumber, requireWhole, wholeWithin } from './limits/checks.js';
export {
  AMOUNT_MINOR_RANGE,
  decimalTotal,
  isCurrency,
  minorDigits,
  minorUnits,
  roundingFault,
} from './money/minor-units.js';
export { guardedRequest, HostRefusedError } from './network/guarded-request.js';
export { HostList } from './network/host-list.js';
export { closeDataFolder } from './storage/blobs/close-data-folder.js';
export { DiskBlobStore } from './storage/blobs/disk-blob-store.js';
export { moveIntoPlace } from './storage/blobs/durable-file.js';
export { createStorage, storageEntities } from './storage/create-storage.js';
export { Image } from './storage/images/image.entity.js';
export type { ImageService } from './storage/images/image.service.js';
export { cleanImage } from './storage/images/image-bytes.js';
export type { ImageDrawer } from './storage/images/original-store.js';
export type { ImageReferences } from './storage/images/visible-images.js';
export type { UploadStore } from './storage/upload-store.js';
export { createLogger, type Logger, logOutput } from './telemetry/logger.js';
export { createMetrics } from './telemetry/metrics.js';
export { SharedThread, type SharedThreadOptions } from './threads/shared-thread.js';
export { ThreadHost } from './threads/thread-host.js';
export type { ThreadContext, ThreadSettings, ThreadTask, ThreadTasks } from './threads/thread-task.js';
export { TryAgainError } from './threads/try-again-error.js';
export { DAY_MS, dayAfter, dayOf, FIRST_DAY, LAST_DAY } from './time/days.js';
export { instantOf } from './time/instants.js';
