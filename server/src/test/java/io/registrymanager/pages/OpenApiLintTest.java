package io.registrymanager.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import org.junit.jupiter.api.Test;

/** The document is one, for a program that nobody here wrote. */
class OpenApiLintTest {
  @Test
  void nothingIsWrongWithTheDocument() {
    SwaggerParseResult result = parsed(Resource.text("openapi.yaml"));

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.getOpenAPI().getOpenapi()).isEqualTo("3.1.1");
    assertThat(result.getOpenAPI().getPaths()).containsKeys("/user", "/users", "/");
  }

  @Test
  void theLinterSeesWhatIsWrong() {
    String text = Resource.text("openapi.yaml");

    assertThat(parsed(text.replace("operationId:", "operationIdentity:")).getMessages())
        .isNotEmpty();
    assertThat(parsed(text.replace("in: query", "in: nowhere")).getMessages()).isNotEmpty();
  }

  private static SwaggerParseResult parsed(String text) {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    return new OpenAPIV3Parser().readContents(text, null, options);
  }
}
