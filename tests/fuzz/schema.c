#include "schema.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/file.h"
#include "cadran/base/buf.h"
#include "fuzz.h"

struct check {
	const cJSON *root;
	char fault[300];
};

static bool follows(struct check *check, const cJSON *value, const cJSON *rule, const char *path);

static bool refuse(struct check *check, const char *path, const char *why)
{
	(void)snprintf(check->fault, sizeof(check->fault), "%s: %s", path, why);
	return false;
}

static const cJSON *member(const cJSON *object, const char *name)
{
	return cJSON_GetObjectItemCaseSensitive(object, name);
}

static bool is_of(const cJSON *value, const char *type)
{
	if (!strcmp(type, "integer"))
		return cJSON_IsNumber(value) && value->valuedouble == floor(value->valuedouble);
	return (!strcmp(type, "object") && cJSON_IsObject(value)) || (!strcmp(type, "array") && cJSON_IsArray(value)) ||
	       (!strcmp(type, "string") && cJSON_IsString(value)) ||
	       (!strcmp(type, "boolean") && cJSON_IsBool(value)) || (!strcmp(type, "null") && cJSON_IsNull(value)) ||
	       (!strcmp(type, "number") && cJSON_IsNumber(value));
}

static bool has_type(const cJSON *value, const cJSON *types)
{
	const cJSON *type;

	if (!types)
		return true;
	if (cJSON_IsString(types))
		return is_of(value, types->valuestring);
	cJSON_ArrayForEach(type, types) if (is_of(value, type->valuestring)) return true;
	return false;
}

static bool is_one_of(const cJSON *value, const cJSON *values)
{
	const cJSON *one;

	cJSON_ArrayForEach(one, values) if (cJSON_Compare(value, one, true)) return true;
	return false;
}

static bool in_range(const cJSON *value, const cJSON *rule)
{
	const cJSON *least = member(rule, "minimum"), *most = member(rule, "maximum");

	return !cJSON_IsNumber(value) || ((!least || value->valuedouble >= least->valuedouble - 1e-9) &&
					  (!most || value->valuedouble <= most->valuedouble + 1e-9));
}

static bool members_follow(struct check *check, const cJSON *value, const cJSON *rule, const char *path)
{
	const cJSON *known = member(rule, "properties"), *more = member(rule, "additionalProperties"), *one;
	char inner[200];

	cJSON_ArrayForEach(one, member(rule, "required")) if (!member(value, one->valuestring)) return refuse(
		check, path, one->valuestring);
	cJSON_ArrayForEach(one, value)
	{
		const cJSON *own = member(known, one->string);

		(void)snprintf(inner, sizeof(inner), "%.150s.%.40s", path, one->string);
		if (!own && cJSON_IsFalse(more))
			return refuse(check, inner, "not known");
		if (!follows(check, one, own ? own : more, inner))
			return false;
	}
	return true;
}

static bool any_follows(struct check *check, const cJSON *value, const cJSON *ways, const char *path)
{
	const cJSON *way;

	cJSON_ArrayForEach(way, ways) if (follows(check, value, way, path)) return true;
	return false;
}

static bool follows(struct check *check, const cJSON *value, const cJSON *rule, const char *path)
{
	const cJSON *reference = member(rule, "$ref"), *one;

	if (!cJSON_IsObject(rule))
		return true;
	if (reference && !follows(check, value,
				  member(member(check->root, "$defs"), strrchr(reference->valuestring, '/') + 1), path))
		return false;
	if (member(rule, "anyOf") && !any_follows(check, value, member(rule, "anyOf"), path))
		return false;
	if (!has_type(value, member(rule, "type")))
		return refuse(check, path, "of another type");
	if (member(rule, "enum") && !is_one_of(value, member(rule, "enum")))
		return refuse(check, path, "not in the list");
	if (member(rule, "const") && !cJSON_Compare(value, member(rule, "const"), true))
		return refuse(check, path, "not the constant");
	if (!in_range(value, rule))
		return refuse(check, path, "out of range");
	if (cJSON_IsObject(value))
		return members_follow(check, value, rule, path);
	if (cJSON_IsArray(value) && member(rule, "items"))
		cJSON_ArrayForEach(one, value) if (!follows(check, one, member(rule, "items"), path)) return false;
	return true;
}

static cJSON *read_schema(const char *path)
{
	struct buf bytes;
	struct err err;
	cJSON *schema;

	buf_init(&bytes);
	if (!file_read(path, &bytes, &err))
		fuzz_fail("%s", err.text);
	schema = cJSON_Parse(bytes.data);
	buf_release(&bytes);
	if (!schema)
		fuzz_fail("%s is no JSON", path);
	return schema;
}

const char *schema_fault(const char *path, const char *json)
{
	static cJSON *schema;
	static struct check check;
	const char *end = NULL;
	cJSON *value;
	bool good;

	if (!schema)
		schema = read_schema(path);
	check.root = schema;
	value = cJSON_ParseWithOpts(json, &end, true);
	if (!value)
		return "no JSON";
	good = follows(&check, value, schema, "");
	cJSON_Delete(value);
	return good ? NULL : check.fault;
}
