import { expect, it } from '@jest/globals';
import { type Act, may, ROLES_FOR } from '../../dashboard/session/may.js';
import { WRITE_STORES } from '../../server/catalog/access.js';
import { LOAD_DEMO } from '../../server/demo/demo.service.js';
import { READ_INGESTION } from '../../server/events/event.js';
import { IMPORT_FILES } from '../../server/imports/access.js';
import { READ_LIFT } from '../../server/lift/access.js';
import { READ_MODELS, RUN_MODELS, USE_MODELS } from '../../server/models/access.js';
import { type AccessRule, ADMINISTER, allows, Role } from '../../server/platform/index.js';
import { viewerOf } from '../support/product/viewers.js';

const RULES: Readonly<Record<Act, AccessRule>> = {
  administer: ADMINISTER,
  editStores: WRITE_STORES,
  importFiles: IMPORT_FILES,
  loadDemo: LOAD_DEMO,
  readResults: READ_LIFT,
  readActivity: READ_INGESTION,
  readModels: READ_MODELS,
  runModels: RUN_MODELS,
  useModels: USE_MODELS,
};

it.each(Object.keys(ROLES_FOR) as Act[])('the pages offer %s to those whom the server allows it', (act) => {
  const roles = Object.values(Role);
  expect(roles.filter((role) => may(role, act))).toEqual(
    roles.filter((role) => allows(RULES[act], viewerOf(role))),
  );
});
