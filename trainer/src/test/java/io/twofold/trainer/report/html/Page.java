package io.twofold.trainer.report.html;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A page as an XML parser sees it.
 *
 * @param document its elements
 * @param source its text
 */
record Page(Document document, String source) {

  static Page of(ReportContent content) throws Exception {
    return parse(Report.render(content));
  }

  static Page parse(byte[] bytes) throws Exception {
    DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
    parser.setErrorHandler(null);
    return new Page(
        parser.parse(new ByteArrayInputStream(bytes)),
        new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
  }

  List<Element> all(String tag) {
    NodeList nodes = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  List<String> texts(String tag) {
    return all(tag).stream().map(Element::getTextContent).toList();
  }
}
