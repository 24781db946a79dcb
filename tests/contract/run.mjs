// Runs every audit against a served sandbox with Stoplight Prism in between, which holds each request of the audits and each answer of the sandbox
// against the vendors' own OpenAPI documents.
//
//   node tests/contract/run.mjs DOCUMENTS
//
// DOCUMENTS is a folder with calendly.yaml, gitlab.json, pagerduty-rest.json, zendesk-support.json and scim-example.json. Prism is installed with npm into .build/contract.
// Every vendor is asked through this chain:  audit -> outer -> Prism -> inner -> sandbox.
// The outer end reads Prism's `sl-violations`; the inner one tells the sandbox by which address it is reached, and can spoil an answer on request.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const documents = process.argv[2] ?? fail('Say where the vendors\' OpenAPI documents are: node tests/contract/run.mjs DOCUMENTS');
const work = path.join(root, '.build', 'contract');
const prismVersion = '5.14.2';
const firstPort = 4100;

// `beyond` lists what a vendor's document leaves out; those requests go past Prism, and are counted.
// `onPurpose` lists breaches that the sandbox commits because real vendors do: values that no document names.
// `mend` corrects what a document says of the vendor and the vendor's own pages contradict.
const systems = [
    {
        prefix: 'calendly', variable: 'CALENDLY_URL', document: 'calendly.yaml',
        beyond: [/^\/groups\b/, /^\/group_relationships\b/],
        onPurpose: [/collection\.\*\.role .* allowed values/],
        badRequest: { path: '/organization_memberships?count=1000', token: ['Authorization', (env) => `Bearer ${env.CALENDLY_TOKEN}`] },
        badAnswer: { path: '/users/me', token: ['Authorization', (env) => `Bearer ${env.CALENDLY_TOKEN}`] },
    },
    {
        prefix: 'gitlab', variable: 'GITLAB_URL', document: 'gitlab.json',
        beyond: [/\/notes\b/, /\/discussions\b/, /\/repository\//, /\/resource_state_events\b/],
        onPurpose: [],
        badRequest: { path: '/api/v4/projects/sandbox%2Faudits/issues?state=ajar', token: gitLabToken('GL_TOKEN') },
        badAnswer: { path: '/api/v4/projects/sandbox%2Faudits/issues?state=all', token: gitLabToken('GL_TOKEN') },
    },
    {
        prefix: 'gitlab-com', variable: 'GITLAB_COM_URL', document: 'gitlab.json',
        beyond: [],
        onPurpose: [],
        mend: mendGitLab,
        badRequest: { path: '/api/v4/groups/gitlab-com%2Fsupport/members?per_page=many', token: gitLabToken('GL_ADMIN_TOKEN') },
        badAnswer: { path: '/api/v4/groups/gitlab-com%2Fsupport/members', token: gitLabToken('GL_ADMIN_TOKEN') },
    },
    {
        prefix: 'pagerduty', variable: 'PD_URL', document: 'pagerduty-rest.json',
        beyond: [],
        onPurpose: [/users\.\*\.role .* allowed values/],
        badRequest: { path: '/users?limit=many', token: ['Authorization', (env) => `Token token=${env.PD_TOKEN}`] },
        badAnswer: { path: '/users?limit=1', token: ['Authorization', (env) => `Token token=${env.PD_TOKEN}`] },
    },
    ...['zendesk-global', 'zendesk-us-federal'].map((prefix) => ({
        prefix, variable: prefix === 'zendesk-global' ? 'ZD_URL' : 'US_ZD_URL', document: 'zendesk-support.json',
        beyond: [/\/api_tokens\b/],
        onPurpose: [],
        mend: mendZendesk,
        badRequest: { path: '/api/v2/users/count?role=nobody', token: ['Authorization', () => 'Bearer nobody'] },
        badAnswer: { path: '/api/v2/users/me', token: ['Authorization', () => 'Bearer nobody'] },
    })),
    {
        // No document of 1Password's own is published; this one is another vendor's of the same protocol (RFC 7644), and has no groups.
        prefix: '1password', variable: 'OP_SCIM_URL', document: 'scim-example.json',
        beyond: [/^\/scim\/Groups\b/],
        onPurpose: [],
        mend: mendScim,
        badRequest: { path: '/scim/Users?count=many', token: scimToken() },
        badAnswer: { path: '/scim/Users', token: scimToken() },
    },
];

function gitLabToken(variable) {
    return ['PRIVATE-TOKEN', (env) => env[variable]];
}

function scimToken() {
    return ['Authorization', (env) => `Bearer ${env.OP_SCIM_TOKEN}`];
}

/**
 * docs.gitlab.com/api/groups shows objects where the document has texts, and docs.gitlab.com/api/personal_access_tokens a day where it has a time. The type "text" is none of
 * OpenAPI's; Prism would pass over every schema that holds it.
 */
function mendGitLab(document) {
    for (const schema of Object.values(document.components.schemas)) {
        const { shared_with_groups: shares, expires_at: expiry } = schema.properties ?? {};
        for (const property of Object.values(schema.properties ?? {})) {
            property.type = property.type === 'text' ? 'string' : property.type;
        }

        if (shares?.items) {
            shares.items = { type: 'object', required: ['group_id', 'group_access_level'] };
        }

        if (expiry?.format === 'date-time') {
            expiry.format = 'date';
        }
    }
}

/**
 * developer.zendesk.com, "Security and authentication", takes bearer tokens, and "Grant-type tokens" a JSON body; the document knows neither. It gives lists parameters of a
 * path that their paths don't have.
 */
function mendZendesk(document) {
    delete document.security;
    document.paths['/oauth/tokens'].post.requestBody = {
        content: { 'application/json': { schema: { type: 'object', required: ['grant_type', 'client_id', 'client_secret'] } } },
    };
    for (const [template, operations] of Object.entries(document.paths)) {
        for (const operation of Object.values(operations)) {
            operation.parameters = operation.parameters?.filter((parameter) => {
                const { in: place, name } = parameter.$ref ? document.components.parameters[parameter.$ref.split('/').at(-1)] : parameter;
                return place !== 'path' || template.includes(`{${name}}`);
            });
        }
    }
}

/** A bridge answers below the path that it was set up with; ours is at /scim. Of a person RFC 7643 asks for an id and a user name, and not for what the other vendor gives besides. */
function mendScim(document) {
    document.paths = Object.fromEntries(Object.entries(document.paths).map(([template, operations]) => [`/scim${template}`, operations]));
    (function walk(part) {
        if (Array.isArray(part?.required) && part.required.includes('userName')) {
            part.required = ['id', 'userName'];
        }

        if (part !== null && typeof part === 'object') {
            Object.values(part).forEach(walk);
        }
    })(document);
}

const servers = [];
const children = [];
process.on('exit', () => children.forEach((child) => child.kill()));

install();
const sandbox = await startSandbox();
for (const [index, system] of systems.entries()) {
    await putBetween(system, firstPort + 3 * index);
}

let broken = 0;
for (const system of systems) {
    await control(system, 'a request that the vendor does not know', system.badRequest, {}, 'request');
    await control(system, 'an answer that the vendor does not give', system.badAnswer, { 'x-spoil': 'yes' }, 'response');
    system.asked = system.past = 0;
    system.breaches.clear();
}

const addresses = Object.fromEntries(systems.map((system) => [system.variable, system.address]));
const all = await run('./build.sh', ['--target=All', `--output=${path.join(work, 'audits')}`, `--config=${sandbox.settings}`], { ...sandbox.environment, ...addresses });
process.stdout.write(all);

// A bridge does not tell who manages a group.
const bridged = path.join(work, 'bridged.yaml');
writeFileSync(bridged, readFileSync(sandbox.settings, 'utf8').replace(/^ {2}1password:$/m, '$&\n    checks: { group-manager-is-expected: off }'));
const { OP_SERVICE_ACCOUNT_TOKEN: _, ...withoutOp } = sandbox.environment;
process.stdout.write(await run('./build.sh', ['--target=OnePassword', `--output=${path.join(work, 'bridged')}`, `--config=${bridged}`, '--preview'], { ...withoutOp, ...addresses }));
for (const system of systems) {
    console.log(`${system.prefix}: ${system.asked} requests held against ${system.document}, ${system.past} that it does not describe, ${system.breaches.size} breaches`);
    for (const [breach, times] of system.breaches) {
        console.log(`  ${breach} (${times} times)`);
    }

    broken += system.breaches.size + (system.asked === 0 ? 1 : 0);
}

console.log(broken === 0 ? 'Kept: every request and every answer is as the vendors document it.' : `Not kept: ${broken} faults, see above.`);
process.exit(broken === 0 ? 0 : 1);

function fail(sentence) {
    console.error(sentence);
    process.exit(2);
}

function install() {
    mkdirSync(work, { recursive: true });
    if (!existsSync(path.join(work, 'node_modules', '.bin', 'prism'))) {
        execFileSync('npm', ['install', '--silent', '--no-fund', '--no-audit', '--prefix', work, `@stoplight/prism-cli@${prismVersion}`], { stdio: 'inherit' });
    }
}

/** Serves the sandbox and reads from what it prints how to reach it. */
async function startSandbox() {
    const output = path.join(work, 'served');
    rmSync(output, { recursive: true, force: true });
    const text = await saying('What was planted:', './build.sh', ['--target=Sandbox', `--output=${output}`]);
    const environment = Object.fromEntries([...text.matchAll(/^export (\w+)=(.*)$/gm)].map((match) => [match[1], match[2]]));
    environment.OP_SCIM_TOKEN = 'scim-bridge-token-of-the-sandbox';
    return environment.GITLAB_URL === undefined
        ? fail(`The sandbox did not start:\n${text}`)
        : { environment, address: new URL(environment.GITLAB_URL).origin, settings: environment.AUDITS_CONFIG };
}

async function putBetween(system, port) {
    Object.assign(system, { address: `http://127.0.0.1:${port}`, asked: 0, past: 0, breaches: new Map() });
    const [prismAt, innerAt] = [port + 1, port + 2];
    await listen(innerAt, (request, reply) => {
        const headers = { ...request.headers, 'x-forwarded-host': `127.0.0.1:${port}`, 'x-forwarded-prefix': '/' };
        forward(request, reply, `${sandbox.address}/${system.prefix}${request.url}`, headers, (answer, body) =>
            request.headers['x-spoil'] ? spoilt(JSON.parse(body)) : body);
    });
    await startPrism(system, prismAt, innerAt);
    await listen(port, (request, reply) => {
        const isBeyond = system.beyond.some((pattern) => pattern.test(request.url));
        system[isBeyond ? 'past' : 'asked']++;
        forward(request, reply, `http://127.0.0.1:${isBeyond ? innerAt : prismAt}${request.url}`, request.headers, (answer, body) => {
            for (const violation of violationsIn(answer.headers['sl-violations'] ?? '')) {
                const breach = `${request.method} ${request.url.split('?')[0]} -> ${answer.statusCode}: ${violation.location.join('.')} ${violation.message}`.replace(/\.\d+\b/g, '.*');
                if (system.onPurpose.some((pattern) => pattern.test(breach))) {
                    continue;
                }

                system.breaches.set(breach, (system.breaches.get(breach) ?? 0) + 1);
            }

            return body;
        });
    });
}

async function startPrism(system, port, upstream) {
    let document = path.join(documents, system.document);
    if (system.mend) {
        const content = JSON.parse(readFileSync(document, 'utf8'));
        system.mend(content);
        document = path.join(work, `${system.prefix}.json`);
        writeFileSync(document, JSON.stringify(content));
    }

    await saying('Prism is listening', path.join(work, 'node_modules', '.bin', 'prism'), ['proxy', '-p', `${port}`, '-h', '127.0.0.1', document, `http://127.0.0.1:${upstream}`]);
}

/** Starts a program and waits until it says something; it runs on. */
async function saying(words, command, parameters) {
    const child = spawn(command, parameters, { cwd: root });
    children.push(child);
    let text = '';
    return new Promise((resolve) => {
        child.stdout.on('data', (chunk) => {
            text += chunk;
            if (text.includes(words)) {
                resolve(text);
            }
        });
        child.on('close', () => text.includes(words) || fail(`${command} did not say "${words}":\n${text}`));
    });
}

async function listen(port, answer) {
    const server = http.createServer(answer);
    servers.push(server);
    await once(server.listen(port, '127.0.0.1'), 'listening');
}

function forward(request, reply, address, headers, change) {
    const sent = http.request(address, { method: request.method, headers: { ...headers, host: new URL(address).host } }, async (answer) => {
        const chunks = [];
        for await (const chunk of answer) {
            chunks.push(chunk);
        }

        const body = Buffer.from(change(answer, Buffer.concat(chunks).toString('latin1')), 'latin1');
        reply.writeHead(answer.statusCode, { ...answer.headers, 'content-length': body.length, 'transfer-encoding': [] }).end(body);
    });
    sent.on('error', (error) => reply.writeHead(502).end(error.message));
    request.pipe(sent);
}

/** Prism's header; of many violations it gives the first ones behind a few words, and cuts the last one off. */
function violationsIn(header) {
    const list = header.slice(Math.max(0, header.indexOf('[')));
    try {
        return JSON.parse(list || '[]');
    } catch {
        return JSON.parse(`${list.slice(0, list.lastIndexOf('},{'))}}]`);
    }
}

/** The answer with a text where the vendor has a list, a record or a number. */
function spoilt(answer) {
    return JSON.stringify(Array.isArray(answer) ? [{ ...answer[0], id: 'no number' }] : Object.fromEntries(Object.keys(answer).map((name) => [name, 'spoilt'])));
}

/** Sends something wrong on purpose: Prism passes over a schema that it cannot compile without a word. */
async function control(system, what, { path: asked, token: [header, valueOf] }, extra, place) {
    system.breaches.clear();
    await fetch(system.address + asked, { headers: { [header]: valueOf(sandbox.environment), ...extra } });
    if (![...system.breaches.keys()].some((breach) => breach.includes(`: ${place}.`))) {
        console.log(`${system.prefix}: ${what} was not caught, so the rest proves nothing${[...system.breaches.keys()].map((breach) => `; only: ${breach}`).join('')}`);
        broken++;
    }
}

/** Runs an audit to its end and gives what it printed. */
async function run(command, parameters, environment) {
    const child = spawn(command, parameters, { cwd: root, env: { ...process.env, ...environment } });
    let output = '';
    child.stdout.on('data', (chunk) => { output += chunk; });
    child.stderr.on('data', (chunk) => { output += chunk; });
    const [code] = await once(child, 'close');
    if (code !== 0) {
        console.log(`${parameters[0]} ended with ${code}:`);
        broken++;
    }

    return output;
}
