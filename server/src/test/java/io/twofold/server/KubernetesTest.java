package io.twofold.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The manifests in deploy/kubernetes are what Kubernetes' own types allow, and fit each other. */
class KubernetesTest {

  private static final Map<String, Class<? extends HasMetadata>> KINDS =
      Map.of(
          "Deployment", Deployment.class,
          "Service", Service.class,
          "PersistentVolumeClaim", PersistentVolumeClaim.class,
          "PodDisruptionBudget", PodDisruptionBudget.class,
          "HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
          "NetworkPolicy", NetworkPolicy.class);

  /** Fields that Kubernetes does not know are errors, and not kept aside. */
  private static final ObjectMapper STRICT =
      new ObjectMapper(new YAMLFactory())
          .setAnnotationIntrospector(
              new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                  return false;
                }
              });

  private List<HasMetadata> manifests = List.of();

  @BeforeEach
  void readThem() throws IOException {
    manifests =
        read(
            Files.readString(
                Path.of(System.getProperty("twofold.root"), "deploy/kubernetes/twofold.yaml")));
  }

  @Test
  void thereIsOneOfEachKind() {
    assertThat(manifests)
        .extracting(HasMetadata::getKind)
        .containsExactlyInAnyOrderElementsOf(KINDS.keySet());
    assertThat(manifests)
        .allSatisfy(
            manifest ->
                assertThat(manifest.getApiVersion())
                    .isEqualTo(HasMetadata.getApiVersion(manifest.getClass())));
  }

  @Test
  void aFieldThatDoesNotExistIsFound() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    apiVersion: apps/v1
                    kind: Deployment
                    spec: {replica: 2}
                    """))
        .isInstanceOf(UnrecognizedPropertyException.class);
  }

  @Test
  void everySelectorFindsThePods() {
    Map<String, String> labels =
        the(Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
    assertThat(the(Deployment.class).getSpec().getSelector().getMatchLabels()).isEqualTo(labels);
    assertThat(the(Service.class).getSpec().getSelector()).isEqualTo(labels);
    assertThat(the(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels())
        .isEqualTo(labels);
    assertThat(the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels())
        .isEqualTo(labels);
    assertThat(the(HorizontalPodAutoscaler.class).getSpec().getScaleTargetRef().getName())
        .isEqualTo(the(Deployment.class).getMetadata().getName());
  }

  @Test
  void portsAndVolumesAreThoseOfTheContainer() {
    assertThat(container().getPorts())
        .extracting(ContainerPort::getContainerPort)
        .containsExactly(7411, 7412);
    assertThat(container().getReadinessProbe().getGrpc().getPort()).isEqualTo(7411);
    assertThat(the(Service.class).getSpec().getPorts())
        .extracting(port -> port.getTargetPort().getStrVal())
        .containsExactlyElementsOf(
            container().getPorts().stream().map(ContainerPort::getName).toList());
    assertThat(pod().getVolumes())
        .extracting(Volume::getName)
        .containsExactlyInAnyOrderElementsOf(
            container().getVolumeMounts().stream().map(VolumeMount::getName).toList());
    assertThat(pod().getVolumes())
        .filteredOn(volume -> volume.getPersistentVolumeClaim() != null)
        .extracting(volume -> volume.getPersistentVolumeClaim().getClaimName())
        .containsExactly(the(PersistentVolumeClaim.class).getMetadata().getName());
  }

  @Test
  void thePodIsHarmlessAndStopsInOrder() {
    assertThat(pod().getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
    assertThat(container().getVolumeMounts())
        .extracting(VolumeMount::getMountPath)
        .contains("/tmp");
    assertThat(pod().getTerminationGracePeriodSeconds())
        .isGreaterThan(seconds("--shutdown-delay-seconds=") + seconds("--drain-seconds="));
  }

  private long seconds(String option) {
    return container().getArgs().stream()
        .filter(argument -> argument.startsWith(option))
        .mapToLong(argument -> Long.parseLong(argument.substring(option.length())))
        .sum();
  }

  private PodSpec pod() {
    return the(Deployment.class).getSpec().getTemplate().getSpec();
  }

  private Container container() {
    return pod().getContainers().get(0);
  }

  private <T extends HasMetadata> T the(Class<T> kind) {
    return manifests.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  private static List<HasMetadata> read(String yaml) throws IOException {
    List<HasMetadata> read = new ArrayList<>();
    try (MappingIterator<JsonNode> documents = STRICT.readerFor(JsonNode.class).readValues(yaml)) {
      while (documents.hasNext()) {
        JsonNode document = documents.next();
        Class<? extends HasMetadata> kind = KINDS.get(document.path("kind").asText());
        assertThat(kind).as("kind of " + document).isNotNull();
        read.add(STRICT.treeToValue(document, kind));
      }
    }
    return read;
  }
}
