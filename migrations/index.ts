import { CreatePeople1764000000000 } from './1764000000000-create-people.js';
import { CreateCatalog1764000100000 } from './1764000100000-create-catalog.js';
import { CreateApiKeys1764000200000 } from './1764000200000-create-api-keys.js';
import { CreateJobs1764000300000 } from './1764000300000-create-jobs.js';
import { CreateEvents1764000400000 } from './1764000400000-create-events.js';
import { CreateImports1764000500000 } from './1764000500000-create-imports.js';
import { AddDrawnPictures1764000600000 } from './1764000600000-add-drawn-pictures.js';
import { AddTotals1764000700000 } from './1764000700000-add-totals.js';
import { CreateModels1764000800000 } from './1764000800000-create-models.js';
import { AddDivergence1764000900000 } from './1764000900000-add-divergence.js';
import { CreatePromotions1764001000000 } from './1764001000000-create-promotions.js';
import { AddKeyScopes1764001200000 } from './1764001200000-add-key-scopes.js';
import { LimitAttempts1764001200001 } from './1764001200001-limit-attempts.js';
import { CreateDatabaseUpgrades1764001400000 } from './1764001400000-create-database-upgrades.js';
import { NameImportRequests1764001500000 } from './1764001500000-name-import-requests.js';
import { CreateImageAdders1764001600000 } from './1764001600000-create-image-adders.js';
import { NameImagesInTallies1764001700000 } from './1764001700000-name-images-in-tallies.js';
import { NumberTrainingPoints1764001800000 } from './1764001800000-number-training-points.js';
import { NoteKeysOfRejects1764002000000 } from './1764002000000-note-keys-of-rejects.js';
import { RecordWhatImportsChange1764002100000 } from './1764002100000-record-what-imports-change.js';
import { AddJobSubjects1764002200000 } from './1764002200000-add-job-subjects.js';
import { KeepImportWarnings1764002300000 } from './1764002300000-keep-import-warnings.js';
import { IndexSuspiciousCounts1764002400000 } from './1764002400000-index-suspicious-counts.js';
import { MarkRemovedStores1764002500000 } from './1764002500000-mark-removed-stores.js';
import { KeyRollupsByWorkspace1764002600000 } from './1764002600000-key-rollups-by-workspace.js';
import { ClearMarksOfRemovals1764002700000 } from './1764002700000-clear-marks-of-removals.js';
import { HashImportedFiles1764002700001 } from './1764002700001-hash-imported-files.js';
import { NameRunsInRolledDays1764002900000 } from './1764002900000-name-runs-in-rolled-days.js';
import { AddAverageRates1764003000000 } from './1764003000000-add-average-rates.js';
import { AddItemSums1764003100000 } from './1764003100000-add-item-sums.js';
import { AddItemWeeks1764003110000 } from './1764003110000-add-item-weeks.js';
import { CreateLiftViews1764003300000 } from './1764003300000-create-lift-views.js';

/** Every migration, oldest first. */
export const migrations = [
  CreatePeople1764000000000,
  CreateCatalog1764000100000,
  CreateApiKeys1764000200000,
  CreateJobs1764000300000,
  CreateEvents1764000400000,
  CreateImports1764000500000,
  AddDrawnPictures1764000600000,
  AddTotals1764000700000,
  CreateModels1764000800000,
  AddDivergence1764000900000,
  CreatePromotions1764001000000,
  AddKeyScopes1764001200000,
  LimitAttempts1764001200001,
  CreateDatabaseUpgrades1764001400000,
  NameImportRequests1764001500000,
  CreateImageAdders1764001600000,
  NameImagesInTallies1764001700000,
  NumberTrainingPoints1764001800000,
  NoteKeysOfRejects1764002000000,
  RecordWhatImportsChange1764002100000,
  AddJobSubjects1764002200000,
  KeepImportWarnings1764002300000,
  IndexSuspiciousCounts1764002400000,
  MarkRemovedStores1764002500000,
  KeyRollupsByWorkspace1764002600000,
  ClearMarksOfRemovals1764002700000,
  HashImportedFiles1764002700001,
  NameRunsInRolledDays1764002900000,
  AddAverageRates1764003000000,
  AddItemSums1764003100000,
  AddItemWeeks1764003110000,
  CreateLiftViews1764003300000,
];
