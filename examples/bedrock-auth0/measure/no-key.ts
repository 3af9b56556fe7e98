import { bedrockWithRole } from '../lib/bedrock/bedrock.js';
import { converse, type Question } from './converse.js';

const { client } = bedrockWithRole();

export const handler = async (question: Question) => converse(client, question);
