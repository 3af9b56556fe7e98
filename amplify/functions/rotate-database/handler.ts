import { postgresUser, rotationHandler } from '@amplify-secrets/runtime/rotation';
import { secrets } from '../../secrets/resource.js';
import { connect } from '../database.js';

/** Gives the database user a new password: AWS Secrets Manager invokes it once for each step of a rotation. */
export const handler = rotationHandler(secrets.database, postgresUser({ connect }));
