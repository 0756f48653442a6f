// Package openapi describes what programs can ask, in one OpenAPI 3.1 document that is made of the routes themselves.
//
// Whoever answers programs gives an Operation for each of its routes; Document puts them together. Nothing of the document is
// written by hand a second time, so that it cannot say anything else than the program does.
package openapi
