import { defineBackend } from '@aws-amplify/backend';
import { sendPush } from './functions/send-push/resource.js';

defineBackend({ sendPush });
