/** Variables that coding agents set for the commands that they run. A heuristic: an agent that sets none of them is not noticed. */
export const AGENT_VARIABLES = [
  'AGENT',
  'AI_AGENT',
  'AIDER_CHAT',
  'AMP_THREAD_ID',
  'AUGMENT_AGENT',
  'CLAUDECODE',
  'CLAUDE_CODE_ENTRYPOINT',
  'CLINE_ACTIVE',
  'CODEX_SANDBOX',
  'CODEX_THREAD_ID',
  'COPILOT_AGENT',
  'CURSOR_AGENT',
  'GEMINI_CLI',
  'GOOSE_TERMINAL',
  'OPENCODE',
  'Q_TERM_AGENT',
  'REPLIT_AGENT',
] as const;

/** The variable by which a coding agent is noticed. */
export function codingAgent(variables: Readonly<Record<string, string | undefined>>): string | undefined {
  return AGENT_VARIABLES.find((name) => variables[name] !== undefined && variables[name] !== '');
}
